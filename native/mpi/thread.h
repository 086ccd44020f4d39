// The one thread that calls MPI. Commands run in the order in which they were submitted; JavaScript never waits. Called
// by binding/mpi.cc.
#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "core/kernel.h"
#include "mpi/engine.h"

namespace thalweg {

enum class Order : int { kStart, kFinish, kAllToAll, kAllGather, kBroadcast, kBarrier };

// How a command ended.
enum class Outcome : int { kDone, kFailed, kLate, kStopped };

struct Command {
  Order order = Order::kBarrier;
  i64 id = 0;
  i64 deadline_ns = 0;  // for collectives, from when it begins
  Parts send, receive;
  std::vector<int> counts, offsets, receive_counts, receive_offsets;
  int bytes = 0, root = 0;
  i64 moved = 0;  // bytes of both buffers
  // The answer.
  Outcome outcome = Outcome::kDone;
  std::string message;
  int rank = 0, size = 1;
  Command* next = nullptr;
};

// Starts the thread. `done` is called on it with every command, in order. Returns false when there is none to start.
bool start_mpi_thread(Engine* engine, void (*done)(Command*));

// Hands a command over. Memory that it points to must stay until it is done, and for good if it ends late.
void submit_to_mpi(Command* command);

// Ends the work with the other ranks, and waits for it so long: for a process that is about to end.
void leave_mpi(i64 ns);

// Takes the thread out of a collective that it waits for, so that the process can end; waits a moment for that.
void stop_mpi_thread();

}  // namespace thalweg
