// Reads the lines of the benchmark and times each with the given function: a
// quarter of the repetitions to get warm, then the median of the rest.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

typedef size_t (*solver)(const std::string &, const std::vector<std::string> &);

static int time_lines(solver solve) {
  typedef std::chrono::steady_clock clock;
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream fields(line);
    std::string name, function, list, count;
    std::getline(fields, name, '\t');
    std::getline(fields, function, '\t');
    std::getline(fields, list, '\t');
    std::getline(fields, count, '\t');
    std::vector<std::string> variables;
    std::istringstream words(list);
    for (std::string v; words >> v;) variables.push_back(v);
    int repetitions = std::stoi(count);
    std::vector<double> times;
    try {
      for (int i = 0; i < repetitions + repetitions / 4; i++) {
        clock::time_point start = clock::now();
        solve(function, variables);
        if (i >= repetitions / 4)
          times.push_back(std::chrono::duration<double, std::micro>(clock::now() - start).count());
      }
    } catch (const std::exception &e) {
      std::cerr << name << ": " << e.what() << std::endl;
      continue;
    }
    std::sort(times.begin(), times.end());
    std::cout << name << '\t' << times[times.size() / 2] << std::endl;
  }
  return 0;
}
