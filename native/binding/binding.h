// What one `open` of the addon made, shared by its functions: addon.cc makes it, hot_call.cc reads it on every call.
#pragma once
#include <node_api.h>

#include "dispatch/dispatch.h"

namespace thalweg {

struct Queue;

// Workers and second copies of the library each have a binding. It is the data of its functions, not instance data:
// two copies of the library in one environment would share that.
struct Binding {
  const Level* level = nullptr;
  double* block = nullptr;  // the command block, kept alive by a reference in addon.cc
  Queue* queue = nullptr;   // once calls were queued in the background; see queue.h
};

// The head of the command block; the words of the kernel's call start at kHead.
enum { kKernel = 0, kStatus = 1, kThreads = 2, kAlwaysParallel = 3, kHead = 4 };

// call(): runs the kernel that the block names; its status goes into the block. The data is a Binding.
napi_value hot_call(napi_env env, napi_callback_info info);

}  // namespace thalweg
