export function generateRules() {
  return {}
}
