// The size of memory pages. Used by the binding.
#pragma once
#include <cstddef>

namespace thalweg {

// Asks the system to put memory that nobody has written to yet into large pages, as far as whole ones fit. A wish: where
// the system has none, nothing changes.
void prefer_large_pages(void* begin, std::size_t bytes);

}  // namespace thalweg
