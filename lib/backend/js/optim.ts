export const optim = {}
