// A plugin of TypeDoc: entries have the names of their imports; members that a class inherits are documented at the base
// class alone, and protected members where they have a docstring, which those for subclasses of users have.
import { Converter, ReflectionKind } from 'typedoc'

const MEMBERS = ReflectionKind.ClassMember | ReflectionKind.Constructor
const NAMES = { index: 'thalweg', 'optim/schedules': 'schedules' }

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const entry of project.getReflectionsByKind(ReflectionKind.Module))
      entry.name = NAMES[entry.name] ?? entry.name
  })
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of Object.values(project.reflections)) formulas(reflection.comment)
    const documented = (reflection) =>
      reflection.hasComment() || reflection.signatures?.some((each) => each.hasComment())
    for (const reflection of project.getReflectionsByKind(MEMBERS)) {
      const hidden = reflection.flags.isProtected && !documented(reflection)
      if (reflection.inheritedFrom !== undefined || hidden) project.removeReflection(reflection)
    }
  })
}

// Formulas are aligned text, which Markdown would fold into a paragraph.
function formulas(comment) {
  if (comment === undefined) return
  comment.summary = comment.summary.flatMap((part) => {
    if (part.kind !== 'text') return [part]
    return part.text.split(/^(Formula:\n(?:.+(?:\n|$))+)/m).map((text) => {
      if (!text.startsWith('Formula:\n')) return { kind: 'text', text }
      return { kind: 'code', text: `\`\`\`text\n${text.slice('Formula:\n'.length).trimEnd()}\n\`\`\`\n` }
    })
  })
}
