#include "core/scratch.h"

#include <cstdlib>

namespace thalweg {

namespace {

constexpr std::size_t kMostKept = std::size_t(1) << 26;

// What a thread keeps, as a stack. What does not fit comes from the system, and the next call finds a larger stack.
struct Stack {
  char* memory = nullptr;
  std::size_t size = 0, used = 0, wanted = 0;

  ~Stack() { std::free(memory); }

  char* take(std::size_t bytes) {
    const std::size_t end = used + bytes;
    if (end <= kMostKept && end > wanted) wanted = end;
    if (used == 0 && wanted > size) grow();
    if (end > size) return nullptr;
    char* const piece = memory + used;
    used = end;
    return piece;
  }

  bool give(char* piece) {
    if (piece < memory || piece >= memory + size) return false;
    used = std::size_t(piece - memory);
    return true;
  }

 private:
  void grow() {
    std::free(memory);
    size = (wanted + 0xFFFF) & ~std::size_t(0xFFFF);
    memory = static_cast<char*>(std::malloc(size));
    if (!memory) size = wanted = 0;
  }
};

thread_local Stack stack;

}  // namespace

char* take_scratch(std::size_t bytes) {
#if !defined(__SANITIZE_ADDRESS__)  // which looks for accesses beyond a piece
  if (char* piece = stack.take(bytes)) return piece;
#endif
  return static_cast<char*>(std::malloc(bytes));
}

void give_scratch(char* memory) {
  if (!stack.give(memory)) std::free(memory);
}

}  // namespace thalweg
