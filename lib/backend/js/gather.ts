export const gather = {}
