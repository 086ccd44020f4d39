// See thread.h. The thread sleeps between commands; while a collective runs it polls, at first without a pause, then
// with short naps, so that ranks which share processors get on.
#include "mpi/thread.h"

#include <new>

#include "core/waiting.h"

#if defined(__unix__) || defined(__APPLE__)
#include <sched.h>
#include <time.h>

namespace thalweg {

namespace {

// Nanoseconds of polling without naps: 1 ms, and 4 for each byte that goes to and fro, because a library moves a
// piece of a large message at a time, whenever it is asked.
constexpr i64 kEager = 1'000'000;
constexpr i64 kEagerPerByte = 4;
constexpr i64 kNap = 50'000;

Engine* engine = nullptr;
void (*finished)(Command*) = nullptr;
std::atomic<Command*> submitted{nullptr};  // the latest first
std::atomic<std::uint32_t> posted{0};
std::atomic<bool> stopping{false};
std::atomic<bool> busy{false};
std::atomic<bool> left{false};  // whether MPI has ended
// After a late or failed collective the ranks no longer agree on what comes next.
bool broken = false;

void nap(i64 ns) {
  timespec t{0, long(ns)};
  nanosleep(&t, nullptr);
}

int begin(const Command& c) {
  switch (c.order) {
    case Order::kAllToAll:
      return engine->all_to_all(c.send, c.receive);
    case Order::kAllGather:
      return engine->all_gather(c.send.data, c.bytes, c.receive);
    case Order::kBroadcast:
      return engine->broadcast(c.receive.data, c.bytes, c.root);
    default:
      return engine->barrier();
  }
}

Outcome complete(const Command& c, int& error) {
  const i64 began = now();
  const i64 eager = kEager + kEagerPerByte * c.moved;
  error = begin(c);
  for (bool done = false; !error;) {
    error = engine->test(done);
    if (done || error) break;
    const i64 waited = now() - began;
    if (stopping.load(std::memory_order_relaxed)) return Outcome::kStopped;
    if (waited > c.deadline_ns) return Outcome::kLate;
    if (waited < eager)
      sched_yield();
    else
      nap(kNap);
  }
  return error ? Outcome::kFailed : Outcome::kDone;
}

void run(Command& c) {
  int error = 0;
  if (c.order == Order::kStart) {
    error = engine->start(c.rank, c.size);
    c.outcome = error ? Outcome::kFailed : Outcome::kDone;
  } else if (broken || stopping.load()) {
    c.outcome = Outcome::kStopped;
  } else if (c.order == Order::kFinish) {
    error = engine->finish();
    left.store(true);
    c.outcome = error ? Outcome::kFailed : Outcome::kDone;
    broken = true;
  } else {
    c.outcome = complete(c, error);
  }
  if (c.outcome == Outcome::kFailed) c.message = engine->explain(error);
  if (c.outcome != Outcome::kDone) broken = true;
}

// All that was submitted, the earliest first.
Command* take_all() {
  Command* latest = submitted.exchange(nullptr, std::memory_order_acquire);
  Command* first = nullptr;
  while (latest) {
    Command* earlier = latest->next;
    latest->next = first;
    first = latest;
    latest = earlier;
  }
  return first;
}

void serve(void*) {
  block_signals();
  for (;;) {
    const std::uint32_t seen = posted.load(std::memory_order_seq_cst);
    busy.store(true, std::memory_order_seq_cst);
    for (Command* c = take_all(); c;) {
      Command* next = c->next;
      run(*c);
      finished(c);
      c = next;
    }
    busy.store(false, std::memory_order_seq_cst);
    if (posted.load(std::memory_order_seq_cst) == seen) wait(posted, seen);
  }
}

}  // namespace

bool start_mpi_thread(Engine* with, void (*done)(Command*)) {
  engine = with;
  finished = done;
  return start_thread(serve);
}

void submit_to_mpi(Command* command) {
  command->next = submitted.load(std::memory_order_relaxed);
  while (!submitted.compare_exchange_weak(command->next, command, std::memory_order_release)) {
  }
  posted.fetch_add(1, std::memory_order_seq_cst);
  wake(posted, 1);
}

void leave_mpi(i64 ns) {
  auto* c = new (std::nothrow) Command;
  if (!c) return;
  c->order = Order::kFinish;
  submit_to_mpi(c);
  for (const i64 began = now(); !left.load() && now() - began < ns;) nap(kNap);
}

void stop_mpi_thread() {
  stopping.store(true);
  for (int k = 0; k < 2000 && busy.load(); k++) nap(kNap);
}

}  // namespace thalweg

#else

namespace thalweg {

bool start_mpi_thread(Engine*, void (*)(Command*)) { return false; }
void submit_to_mpi(Command*) {}
void leave_mpi(i64) {}
void stop_mpi_thread() {}

}  // namespace thalweg

#endif
