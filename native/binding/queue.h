// Many kernel calls as one: on JavaScript's thread, or in the background on a thread of the binding. addon.cc adds the
// functions to what `open` returns; lib/backend/queue.ts fills the queue and alone calls them.
#pragma once
#include <napi.h>

#include "binding/binding.h"

namespace thalweg {

// The head of a queue. Behind it lie the calls, each as its kernel, the count of its words and its words.
enum { kQueueStatus = 0, kQueueFailed = 1, kQueueThreads = 2, kQueueAlwaysParallel = 3, kQueueHead = 4 };

// Adds runQueue, startQueue and finishQueue, whose data is the binding.
void add_queue(Napi::Object object, Binding* binding);

}  // namespace thalweg
