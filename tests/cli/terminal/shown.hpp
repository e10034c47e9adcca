// A terminal whose output a test can read.
#pragma once

#include "cli/terminal/terminal.hpp"

#include <sstream>

namespace acumage::tests {

struct shown {
  std::ostringstream out_text;
  std::ostringstream err_text;
  terminal::terminal to{.out = out_text, .err = err_text};

  std::string out() const { return out_text.str(); }
  std::string err() const { return err_text.str(); }
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace acumage::tests
