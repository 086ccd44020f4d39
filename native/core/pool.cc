// Threads that claim their work. A region lies in a slot: the units are split into as many ranges as the team has
// threads, each with a range. A thread takes pieces from the front of its range, half of what is left each time,
// then from the ranges of the others. Nobody is waited for but a thread that is in the middle of a piece.
//
// Every word that a worker may change holds the generation of its region, so that a worker that slept through the end
// of a region finds its compare-and-swap refused and touches nothing of the next one.
#include "core/pool.h"

#include <atomic>
#include <new>

#include "core/waiting.h"

namespace thalweg {

namespace {

using u32 = std::uint32_t;
using u64 = std::uint64_t;

// Threads of one region, and regions at the same time: one for each thread of JavaScript that computes. A caller that
// finds no free slot computes alone.
constexpr int kMaxTeam = 128;
constexpr int kSlots = 16;

// How long an idle worker looks for the next region before it sleeps: longer than JavaScript takes from one kernel call
// to the next, shorter than anybody else notices. And how long a caller waits for the last pieces before it sleeps, so
// that the thread that holds one may get the caller's processor.
constexpr i64 kIdleNs = 50'000;
constexpr i64 kFinishNs = 30'000;

// A word of a generation and a number below 2^32.
constexpr u64 word(u32 generation, u64 number) { return u64(generation) << 32 | number; }
constexpr u32 generation_of(u64 w) { return u32(w >> 32); }
constexpr u32 number_of(u64 w) { return u32(w); }

struct alignas(64) Range {
  std::atomic<u64> next{0};  // generation, first step that nobody has taken
  std::atomic<u32> end{0};
  std::atomic<u32> holder{0};  // generation in which a thread took this range's number
};

struct alignas(64) Slot {
  std::atomic<u32> generation{0};  // odd while the region is open
  std::atomic<int> team{0};
  std::atomic<i64> scale{1};  // units in a step
  std::atomic<i64> units{0};
  std::atomic<RangeBody> body{nullptr};
  std::atomic<void*> context{nullptr};
  alignas(64) std::atomic<u32> left{0};  // steps that are not done
  std::atomic<u32> sleeping{0};          // whether the caller sleeps on `left`
  std::atomic<bool> taken{false};
  Range ranges[kMaxTeam];
};

// Instead of a processor: any of them will do, and not all workers know.
constexpr int kAny = -1, kNotAll = -2;

struct Pool {
  Slot slots[kSlots];
  std::atomic<int> used{0};  // slots that were ever taken
  alignas(64) std::atomic<u32> posted{0};
  std::atomic<u32> sleepers{0};
  std::atomic<int> workers{0};       // that were asked of the system
  std::atomic<bool> refused{false};  // whether the system had no more
  std::atomic<int> started{0};
  std::atomic<int> threads[kMaxTeam]{};  // their numbers, 0 before a thread has begun
  std::atomic<int> avoided{kNotAll};     // the processor that all of them are kept off
};

// Never freed: its threads outlive every environment, and the process ends with them asleep.
Pool& pool() {
  static Pool* const made = new (std::nothrow) Pool;
  return *made;
}

// Takes the next piece of a range: half of the rest, but at least `grain`. Returns its size in steps.
u32 claim(Range& range, u32 generation, u32 grain, u32& begin) {
  u64 seen = range.next.load(std::memory_order_relaxed);
  while (generation_of(seen) == generation) {
    const u32 next = number_of(seen), end = range.end.load(std::memory_order_acquire);
    if (next >= end) return 0;
    const u32 rest = end - next, half = (rest + 1) / 2, count = half > grain ? half : rest < grain ? rest : grain;
    if (range.next.compare_exchange_weak(seen, word(generation, next + count), std::memory_order_acq_rel)) {
      begin = next;
      return count;
    }
  }
  return 0;
}

// Does pieces of a region until there are none that nobody has begun; returns how many steps it did. `me` is the number
// of this thread in the team.
i64 work(Slot& slot, u32 generation, int me, int team, i64 scale, i64 units, RangeBody body, void* context) {
  i64 done = 0;
  for (int k = 0; k < team; k++) {
    Range& range = slot.ranges[(me + k) % team];
    // An eighth of what this thread finds in the range is its smallest piece.
    const u64 seen = range.next.load(std::memory_order_acquire);
    if (generation_of(seen) != generation) break;
    const u32 whole = range.end.load(std::memory_order_relaxed) - number_of(seen), grain = whole / 8 + 1;
    u32 begin = 0;
    while (const u32 count = claim(range, generation, grain, begin)) {
      const i64 from = begin * scale, to = from + count * scale;
      body(context, me, from, to < units ? to : units);
      done += count;
      if (slot.left.fetch_sub(count, std::memory_order_seq_cst) == count &&
          slot.sleeping.load(std::memory_order_seq_cst))
        wake(slot.left, 1);
    }
  }
  return done;
}

// A number in the team that no other thread has, `wish` where it is free: a worker then meets the same part of a tensor
// in every kernel. 0 when there is none.
int take_number(Slot& slot, u32 generation, int team, int wish) {
  for (int k = 0; k < team - 1; k++) {
    const int me = 1 + (wish + k) % (team - 1);
    u32 before = slot.ranges[me].holder.load(std::memory_order_relaxed);
    // Held in this generation, or in a later one, whose holder must stay.
    if (std::int32_t(before - generation) >= 0) continue;
    if (slot.ranges[me].holder.compare_exchange_strong(before, generation)) return me;
  }
  return 0;
}

// Joins the region of a slot, if one is open and lacks threads. Returns whether it did.
bool join(Slot& slot, int wish) {
  const u32 generation = slot.generation.load(std::memory_order_acquire);
  if (!(generation & 1)) return false;
  const int team = slot.team.load(std::memory_order_acquire);
  const i64 scale = slot.scale.load(std::memory_order_acquire), units = slot.units.load(std::memory_order_acquire);
  const RangeBody body = slot.body.load(std::memory_order_acquire);
  void* const context = slot.context.load(std::memory_order_acquire);
  // What was read belongs together only if the region is still the same.
  if (slot.generation.load(std::memory_order_acquire) != generation) return false;
  const int me = take_number(slot, generation, team, wish);
  if (me == 0) return false;
  work(slot, generation, me, team, scale, units, body, context);
  return true;
}

void worker(void*) {
  Pool& p = pool();
  const int wish = p.started.fetch_add(1);
  p.threads[wish].store(thread_number(), std::memory_order_relaxed);
  p.avoided.store(kNotAll, std::memory_order_release);
  begin_kernel_thread();
  i64 idle_since = now();
  for (;;) {
    const u32 seen = p.posted.load(std::memory_order_seq_cst);
    const int used = p.used.load(std::memory_order_acquire);
    bool worked = false;
    for (int k = 0; k < used; k++) worked |= join(p.slots[k], wish);
    if (worked) {
      idle_since = now();
      continue;
    }
    for (int k = 0; k < 32 && p.posted.load(std::memory_order_relaxed) == seen; k++) pause();
    if (p.posted.load(std::memory_order_relaxed) != seen || now() - idle_since < kIdleNs) continue;
    p.sleepers.fetch_add(1, std::memory_order_seq_cst);
    wait(p.posted, seen);
    p.sleepers.fetch_sub(1, std::memory_order_seq_cst);
    idle_since = now();
  }
}

// Starts threads until there are `count`; those that the system refuses are done without.
void grow(Pool& p, int count) {
  int have = p.workers.load(std::memory_order_relaxed);
  while (have < count) {
    if (!p.workers.compare_exchange_weak(have, have + 1)) continue;
    if (!start_thread(worker)) {
      p.workers.fetch_sub(1);
      p.refused.store(true, std::memory_order_relaxed);
      return;
    }
    have++;
  }
}

// Keeps workers off the processor of the only caller. Left to itself, Linux may wake them on that one although another
// is idle: the virtual processor that a guest halts looks as if the host had taken it away. The worker then waits for
// the caller's time slice to end, which is longer than most regions take.
void make_room(Pool& p) {
  const int here = p.used.load(std::memory_order_relaxed) > 1 ? kAny : processor();
  if (p.avoided.load(std::memory_order_relaxed) == here) return;
  // Written before the threads are read: one that starts meanwhile takes it back.
  p.avoided.exchange(here, std::memory_order_acq_rel);
  keep_off(here, p.threads, p.started.load(std::memory_order_relaxed));
}

// The slot of a calling thread, its own until it ends.
struct Seat {
  Slot* slot = nullptr;
  bool asked = false;
  Slot* take() {
    if (asked) return slot;
    asked = true;
    Pool& p = pool();
    for (int k = 0; k < kSlots; k++) {
      if (p.slots[k].taken.exchange(true)) continue;
      slot = &p.slots[k];
      int used = p.used.load();
      while (used < k + 1 && !p.used.compare_exchange_weak(used, k + 1)) {
      }
      return slot;
    }
    return nullptr;
  }
  ~Seat() {
    if (slot) slot->taken.store(false);
  }
};

// --- fewer threads for a while ---

// The share of a processor that the system gives a calling thread while it works, over its recent milliseconds. Time
// in which it has no work does not count: waits at the end of regions, and long gaps between two, in which it may
// sleep.
struct Share {
  static constexpr i64 kWindow = 1'000'000, kGap = 100'000, kMemory = 64'000'000;
  double wall = 0, computed = 0;
  // Of the open window: when it began, the thread time then, and when its last region ended.
  i64 began = 0, computed_before = 0, last = 0;
  i64 waited = 0, spun = 0;  // waits in the window, and what of them was spent spinning

  void enter(i64 t) {
    if (t - last > kGap) restart(t, thread_time());
  }
  // A region has ended, after a wait of `wait`, of which the thread slept `asleep`.
  void leave(i64 t, i64 wait, i64 asleep) {
    last = t;
    waited += wait;
    // Less where the thread was preempted.
    spun += wait - asleep < kFinishNs ? wait - asleep : kFinishNs;
    if (t - began < kWindow) return;
    const i64 computed_now = thread_time();
    wall += double(t - began - waited), computed += double(computed_now - computed_before - spun);
    if (wall > kMemory) wall /= 2, computed /= 2;
    restart(t, computed_now);
  }
  void restart(i64 t, i64 computed_now) { began = last = t, computed_before = computed_now, waited = spun = 0; }
  bool known() const { return wall > 8 * kWindow; }
  double value() const { return computed / wall; }
};

// Whether a team is worth it, by an account of a caller's recent regions: each adds the time that it would have taken
// alone less the time that it took. Next to other programs a team can cost more than it gains: the caller waits for
// pieces that somebody else has begun, and two threads are given less of a processor each than one is. The caller then
// computes alone for a while, for twice as long each time that the next try ends the same way.
struct Account {
  static constexpr i64 kMost = 4'000'000, kLeast = -1'000'000, kFirst = 16'000'000, kLongest = 256'000'000;
  i64 balance = 0, alone_until = 0, pause = kFirst;
  Share in_team, by_itself;

  bool alone(i64 t) const { return t < alone_until; }

  // A region of `steps` steps, of which this thread did `mine` in `worked` nanoseconds; then it waited.
  void enter(i64 steps, i64 mine, i64 worked, i64 waited, i64 t) {
    const double less = in_team.known() && by_itself.known() ? in_team.value() / by_itself.value() : 1;
    // What it would have taken alone; unknown when others did all of it.
    const i64 whole = mine > 0 ? i64(double(worked) * double(steps) / double(mine) * less) : worked;
    balance += whole - worked - waited;
    if (balance > kMost) {
      balance = kMost;
      if (t - alone_until > 4 * pause) pause = kFirst;
    } else if (balance < kLeast) {
      // Long enough that the loss stays below a tenth of the time.
      const i64 worth = -10 * balance;
      alone_until = t + (pause > worth ? pause : worth);
      pause = pause * 2 < kLongest ? pause * 2 : kLongest;
      balance = 0;
    } else if (in_team.known() && in_team.value() < 0.9 && t - by_itself.last > kLongest) {
      // Other programs run: what would a thread by itself be given?
      alone_until = t + kFirst;
    }
  }
};

thread_local Seat seat;
thread_local Account account;

// Waits until all pieces are done: a short look, then sleep. Returns the nanoseconds asleep.
i64 finish(Slot& slot, i64 began) {
  i64 asleep = 0;
  while (slot.left.load(std::memory_order_acquire) != 0) {
    for (int k = 0; k < 32; k++) {
      if (slot.left.load(std::memory_order_acquire) == 0) return asleep;
      pause();
    }
    const i64 tired = now();
    if (tired - began < kFinishNs) continue;
    slot.sleeping.store(1, std::memory_order_seq_cst);
    for (u32 left; (left = slot.left.load(std::memory_order_seq_cst)) != 0;) wait(slot.left, left);
    slot.sleeping.store(0, std::memory_order_relaxed);
    asleep += now() - tired;
  }
  return asleep;
}

}  // namespace

void run_pool(int team, i64 units, RangeBody body, void* context, bool insist) {
  const i64 began = now();
  Slot* const slot = !insist && account.alone(began) ? nullptr : seat.take();
  if (!slot) {
    account.by_itself.enter(began);
    body(context, 0, 0, units);
    account.by_itself.leave(now(), 0, 0);
    return;
  }
  account.in_team.enter(began);
  if (team > kMaxTeam) team = kMaxTeam;
  Pool& p = pool();
  if (p.workers.load(std::memory_order_relaxed) < team - 1 && !p.refused.load(std::memory_order_relaxed))
    grow(p, team - 1);

  const i64 scale = (units >> 31) + 1, steps = (units + scale - 1) / scale;
  const u32 generation = slot->generation.load(std::memory_order_relaxed) + 1;
  for (int k = 0; k < team; k++) {
    Range& range = slot->ranges[k];
    // First nothing of the new generation: a worker that is late by a region must not see the new end by the old next.
    range.next.store(word(generation, u32(-1)), std::memory_order_relaxed);
    range.end.store(u32(steps * (k + 1) / team), std::memory_order_release);
    range.next.store(word(generation, u64(steps * k / team)), std::memory_order_release);
  }
  slot->team.store(team, std::memory_order_release);
  slot->scale.store(scale, std::memory_order_release);
  slot->units.store(units, std::memory_order_release);
  slot->body.store(body, std::memory_order_release);
  slot->context.store(context, std::memory_order_release);
  slot->left.store(u32(steps), std::memory_order_relaxed);
  slot->generation.store(generation, std::memory_order_release);
  make_room(p);
  p.posted.fetch_add(1, std::memory_order_seq_cst);
  if (p.sleepers.load(std::memory_order_seq_cst) > 0) wake(p.posted, team - 1);

  const i64 mine = work(*slot, generation, 0, team, scale, units, body, context);
  const i64 worked = now();
  const i64 asleep = finish(*slot, worked);
  slot->generation.store(generation + 1, std::memory_order_release);
  const i64 ended = now();
  account.in_team.leave(ended, ended - worked, asleep);
  account.enter(steps, mine, worked - began, ended - worked, ended);
}

}  // namespace thalweg
