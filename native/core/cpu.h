// What this processor can do. Used by the dispatcher, and by kernels that have a faster way with one instruction.
#pragma once
namespace thalweg {

// True when the processor and the operating system run code of the level ("avx512", "avx2", "neon").
bool cpu_supports(const char* level);

// True when products of bfloat16 may use the instruction for them: the processor has it (AVX512_BF16), and it was not
// switched off, for all threads, with allow_bfloat16(false), as tests do. The bits are the same without it.
bool has_bfloat16();
void allow_bfloat16(bool on);

}  // namespace thalweg
