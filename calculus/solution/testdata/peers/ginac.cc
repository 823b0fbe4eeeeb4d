// Times GiNaC on the work of the benchmark: text to all first partial
// derivatives to LaTeX, in one warm process. Reads lines "name <tab> function
// <tab> variables <tab> repetitions", writes "name <tab> median µs".
//
//	g++ -O2 ginac.cc -o ginac $(pkg-config --cflags --libs ginac)
#include <ginac/ginac.h>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "stopwatch.h"

static size_t solve(const std::string &function, const std::vector<std::string> &variables) {
  GiNaC::parser read;
  GiNaC::ex f = read(function);
  GiNaC::symtab symbols = read.get_syms();
  size_t length = 0;
  for (const std::string &v : variables) {
    std::ostringstream tex;
    tex << GiNaC::latex << f.diff(GiNaC::ex_to<GiNaC::symbol>(symbols[v]));
    length += tex.str().size();
  }
  return length;
}

int main() { return time_lines(solve); }
