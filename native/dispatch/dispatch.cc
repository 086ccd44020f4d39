#include "dispatch/dispatch.h"

#include <cstring>

#include "core/cpu.h"

namespace thalweg {

#if defined(__x86_64__)
namespace avx512 {
extern const Kernel kTable[];
}
namespace avx2 {
extern const Kernel kTable[];
}
#elif defined(__aarch64__)
namespace neon {
extern const Kernel kTable[];
}
#endif

namespace {
// The best first.
const Level kLevels[] = {
#if defined(__x86_64__)
    {"avx512", avx512::kTable},
    {"avx2", avx2::kTable},
#elif defined(__aarch64__)
    {"neon", neon::kTable},
#endif
    {nullptr, nullptr},
};
}  // namespace

const Level* find_level(const char* name) {
  for (const Level* level = kLevels; level->name; level++)
    if ((!name || !std::strcmp(name, level->name)) && cpu_supports(level->name)) return level;
  return nullptr;
}

}  // namespace thalweg
