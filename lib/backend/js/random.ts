export const random = {}
