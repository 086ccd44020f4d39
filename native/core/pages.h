// The size of memory pages. Used by the binding.
#pragma once
#include <cstddef>
#include <cstdint>

namespace thalweg {

// Asks the system to put memory that nobody has written to yet into large pages, as far as whole ones fit. A
// request: where the system has none, nothing changes.
void prefer_large_pages(void* begin, std::size_t bytes);

// Moves memory that is in use into large pages, now, as far as whole ones fit between two addresses; what else lies
// between them moves along. Linux 6.1 can; elsewhere nothing changes.
void gather_pages(std::uintptr_t begin, std::uintptr_t end);

}  // namespace thalweg
