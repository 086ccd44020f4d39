#include "core/cpu.h"

#include <cstring>

namespace thalweg {

bool cpu_supports(const char* level) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
              __builtin_cpu_supports("bmi2");
  if (!std::strcmp(level, "avx2")) return avx2;
  if (!std::strcmp(level, "avx512"))
    return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
#elif defined(__aarch64__)
  if (!std::strcmp(level, "neon")) return true;
#endif
  return false;
}

}  // namespace thalweg
