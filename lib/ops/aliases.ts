// The other names of ops, from the table aliases.def.
export * from './gen/aliases.ts'
