export const reduce = {}
