export const norm = {}
