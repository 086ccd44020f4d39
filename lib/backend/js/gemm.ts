export const gemm = {}
