// Times Giac on the work of the benchmark: text to all first partial
// derivatives to LaTeX, in one warm process; with the argument "simplify" the
// derivatives are simplified before they are written. Reads lines "name <tab>
// function <tab> variables <tab> repetitions", writes "name <tab> median µs".
//
//	g++ -O2 -fpermissive -w giac.cc -o giac -lgiac -lgmp
#include <giac/config.h>
#include <giac/giac.h>

#include <string>
#include <vector>

#include "stopwatch.h"

static giac::context session;
static bool simplifies;

static size_t solve(const std::string &function, const std::vector<std::string> &variables) {
  giac::gen f = giac::eval(giac::gen(function, &session), 1, &session);
  size_t length = 0;
  for (const std::string &v : variables) {
    giac::gen d = giac::_derive(giac::makesequence(f, giac::gen(v, &session)), &session);
    if (simplifies) d = giac::_simplify(d, &session);
    length += giac::gen2tex(d, &session).size();
  }
  return length;
}

int main(int count, char **arguments) {
  simplifies = count > 1 && std::string(arguments[1]) == "simplify";
  return time_lines(solve);
}
