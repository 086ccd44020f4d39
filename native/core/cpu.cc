#include "core/cpu.h"

#include <atomic>
#include <cstring>

namespace thalweg {

namespace {
std::atomic<bool> bfloat16_allowed{true};

bool find_bfloat16() {
#if defined(__x86_64__)
  return cpu_supports("avx512") && __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}
}  // namespace

bool has_bfloat16() {
  static const bool found = find_bfloat16();
  return found && bfloat16_allowed.load(std::memory_order_relaxed);
}

void allow_bfloat16(bool on) { bfloat16_allowed.store(on, std::memory_order_relaxed); }

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
