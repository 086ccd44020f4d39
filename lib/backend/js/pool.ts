export const pool = {}
