// Stress of the thread pool alone: several callers at once run regions of all sizes, and every unit must be done exactly
// once, by a thread with its own number. Compiled with -fsanitize=thread by test/backend/threadPool.test.ts.
// usage: pool CALLERS REGIONS TEAM
#include "core/pool.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

namespace {

struct Job {
  std::vector<int> done;                // plain ints: a unit that two threads do is a race that the sanitizer reports
  std::vector<std::atomic<int>> inside;  // threads that run under a number now
  std::atomic<int> clashes{0};
  int team;
};

void body(void* context, int thread, thalweg::i64 begin, thalweg::i64 end) {
  Job& job = *static_cast<Job*>(context);
  if (thread < 0 || thread >= job.team || job.inside[thread].fetch_add(1) != 0) job.clashes++;
  for (thalweg::i64 u = begin; u < end; u++) job.done[u]++;
  job.inside[thread].fetch_sub(1);
}

int caller(int seed, int regions, int team) {
  std::mt19937 random(seed);
  int wrong = 0;
  for (int k = 0; k < regions; k++) {
    const int units = 1 + random() % (k % 7 == 0 ? 5000 : 40);
    const int size = 2 + int(random() % unsigned(team - 1));
    Job job{std::vector<int>(units), std::vector<std::atomic<int>>(size), {}, size};
    thalweg::run_pool(size, units, body, &job);
    for (int count : job.done) wrong += count != 1;
    wrong += job.clashes;
    if (k % 50 == 0) std::this_thread::sleep_for(std::chrono::microseconds(random() % 200));
  }
  return wrong;
}

}  // namespace

int main(int, char** argv) {
  const int callers = std::atoi(argv[1]), regions = std::atoi(argv[2]), team = std::atoi(argv[3]);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int k = 0; k < callers; k++) threads.emplace_back([&, k] { wrong += caller(k, regions, team); });
  for (auto& thread : threads) thread.join();
  std::printf("%d wrong\n", wrong.load());
  return wrong != 0;
}
