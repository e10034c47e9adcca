// Which texts the store takes as an e-mail address (REST.md 5; T:533-541).
#pragma once

#include <string>
#include <string_view>

namespace acumage::policy {

/// What is wrong with it, in words; empty: nothing. One address, local@domain with a dot in the domain;
/// letters beyond ASCII are taken.
std::string email_problem(std::string_view text);

}  // namespace acumage::policy
