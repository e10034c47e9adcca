// What a connection test found: one line for each check, with the remedy.
#pragma once

#include <string>
#include <vector>

namespace acumage {

struct connection_check {
  std::string
      name;  ///< "address", "TLS", "store", "credential", "permission pricing", "source wh_east", …
  bool ok = false;
  std::string detail;  ///< what was seen
  std::string remedy;  ///< what an administrator should do; empty when ok
};

struct connection_report {
  bool ok = false;
  std::vector<connection_check> checks;
};

}  // namespace acumage
