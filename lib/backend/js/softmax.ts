export const softmax = {}
