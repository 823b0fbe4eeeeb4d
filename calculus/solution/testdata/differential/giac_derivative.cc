// Derivatives by Giac: reads lines "function <tab> variable variable …" and
// answers each with a line that holds the derivative by the first variable, then
// the next, behind the number of the question; nothing stands behind the number
// where Giac fails or takes more than ten seconds. The work is done in a child, and by another one after Giac has died
// of a line.
//
//	g++ -O1 -fpermissive -w giac_derivative.cc -o giac_derivative -lgiac -lgmp
#include <giac/config.h>
#include <giac/giac.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

static std::string derivative(const std::string &line) {
  giac::context context;
  std::string function, variable;
  std::istringstream fields(line);
  std::getline(fields, function, '\t');
  giac::gen e = giac::eval(giac::gen(function, &context), 1, &context);
  while (fields >> variable)
    e = giac::_derive(giac::makesequence(e, giac::gen(variable, &context)), &context);
  return e.print(&context);
}

// answer writes the derivatives for the lines from the given one on.
static void answer(const std::vector<std::string> &lines, size_t from, FILE *out) {
  for (size_t i = from; i < lines.size(); i++) {
    std::string text;
    alarm(10);
    try {
      text = derivative(lines[i]);
    } catch (const std::exception &) {
    }
    for (char &c : text)
      if (c == '\n') c = ' ';
    fprintf(out, "%zu\t%s\n", i, text.c_str());
    fflush(out);
  }
}

int main() {
  std::vector<std::string> lines;
  for (std::string line; std::getline(std::cin, line);) lines.push_back(line);
  for (size_t done = 0; done < lines.size();) {
    int ends[2];
    if (pipe(ends) != 0) return 2;
    pid_t child = fork();
    if (child < 0) return 2;
    if (child == 0) {
      close(ends[0]);
      dup2(STDERR_FILENO, STDOUT_FILENO);  // Giac talks
      answer(lines, done, fdopen(ends[1], "w"));
      _exit(0);
    }
    close(ends[1]);
    char part[4096];
    bool ended = true;  // with a whole line
    for (ssize_t n; (n = read(ends[0], part, sizeof part)) > 0;) {
      std::cout.write(part, n);
      done += std::count(part, part + n, '\n');
      ended = part[n - 1] == '\n';
    }
    close(ends[0]);
    waitpid(child, nullptr, 0);
    if (done < lines.size()) {  // it died of this line
      if (!ended) std::cout << '\n';
      std::cout << done << "\t\n";
      done++;
    }
  }
}
