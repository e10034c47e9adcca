#include "messages/company_watch.hpp"

#include "messages/key.hpp"

namespace acumage {

void company_watch::note(std::string_view company) {
  company = trimmed(company);
  if (company.empty()) return;
  const std::lock_guard guard{mutex_};
  if (seen_.first.empty()) seen_.first = company;
  if (company == seen_.first || fold_key(company) == fold_key(seen_.first)) return;
  seen_.other = company;
  ++seen_.others;
}

company_watch::figures company_watch::seen() const {
  const std::lock_guard guard{mutex_};
  return seen_;
}

}  // namespace acumage
