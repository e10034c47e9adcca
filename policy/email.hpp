// Which texts the store accepts as an e-mail address (REST.md 5; T:533-541).
#pragma once

#include <string>
#include <string_view>

namespace acumage::policy {

/// The problem, in words; empty: none. One address, local@domain with a dot in the domain; letters
/// beyond ASCII are accepted.
std::string email_problem(std::string_view text);

}  // namespace acumage::policy
