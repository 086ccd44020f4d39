// What this processor can do. Used by the dispatcher alone.
#pragma once
namespace thalweg {

// True when the processor and the operating system run code of the level ("avx512", "avx2", "neon").
bool cpu_supports(const char* level);

}  // namespace thalweg
