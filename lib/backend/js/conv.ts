export const conv = {}
