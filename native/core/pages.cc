#include "core/pages.h"

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace thalweg {

namespace {

// Whole pages of [begin, end).
void advise([[maybe_unused]] std::uintptr_t begin, [[maybe_unused]] std::uintptr_t end, [[maybe_unused]] int advice) {
#if defined(__linux__)
  const std::uintptr_t page = std::uintptr_t(sysconf(_SC_PAGESIZE));
  begin = (begin + page - 1) / page * page;
  end = end / page * page;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, advice);
#endif
}

// Of the system's headers; kCollapse is younger than many of them.
constexpr int kHugePage = 14, kCollapse = 25;

}  // namespace

void prefer_large_pages(void* begin, std::size_t bytes) {
  const std::uintptr_t from = reinterpret_cast<std::uintptr_t>(begin);
  advise(from, from + bytes, kHugePage);
}

void gather_pages(std::uintptr_t begin, std::uintptr_t end) { advise(begin, end, kCollapse); }

}  // namespace thalweg
