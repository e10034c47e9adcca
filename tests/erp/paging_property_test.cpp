#include "erp/paging.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

using namespace acumage::erp;

namespace {

/// A row of the ERP's table; it is identified by `number`.
struct table_row {
  std::string key;
  int number = 0;
  int value = 0;
  bool in_window = true;
};

/// A table as SQL would answer: case makes no difference to the order, and pages may be cut.
class table {
 public:
  explicit table(unsigned seed) : draw_{seed} {
    const auto keys = 1 + below(12);
    for (int i = 0, count = static_cast<int>(below(120)); i < count; ++i) {
      std::string key(1, static_cast<char>('A' + below(keys)));
      if (below(4) == 0) key[0] = static_cast<char>(key[0] - 'A' + 'a');
      rows_.push_back({key, i, 0, true});
      always_.insert(i);
    }
    std::sort(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) {
      return std::pair{fold(a.key), a.number} < std::pair{fold(b.key), b.number};
    });
    cap_ = 2 + below(20);
    cuts_at_random_ = below(2) == 0;
  }

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(draw_);
  }

  /// What happens between two pages: rows leave the window, or are deleted.
  void disturb() {
    for (auto n = below(3); n > 0 && !rows_.empty(); --n) {
      const auto at = below(rows_.size());
      always_.erase(rows_[at].number);
      if (below(2) == 0)
        rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(at));
      else
        rows_[at].in_window = false;
    }
  }

  std::vector<table_row> page(const paging& ask) {
    const auto& at = ask.at();
    std::vector<table_row> all;
    for (const auto& row : rows_)
      if (row.in_window && matches(row, at)) all.push_back(row);
    const auto from = std::min(all.size(), ask.skip());
    auto most = std::min(at.page_size, cap_);
    if (cuts_at_random_) most = std::min(most, 2 + below(10));
    const auto to = std::min(all.size(), from + most);
    return {all.begin() + static_cast<std::ptrdiff_t>(from),
            all.begin() + static_cast<std::ptrdiff_t>(to)};
  }

  const std::set<int>& always() const { return always_; }

 private:
  static char fold(const std::string& key) {
    return key[0] >= 'a' ? static_cast<char>(key[0] - 'a' + 'A') : key[0];
  }
  static bool matches(const table_row& row, const cursor& at) {
    if (at.where == cursor::place::start) return true;
    const auto mine = fold(row.key);
    const auto theirs = fold(at.key.substr(1, 1));
    if (at.where == cursor::place::from) return mine >= theirs;
    return at.where == cursor::place::within ? mine == theirs : mine > theirs;
  }

  std::mt19937 draw_;
  std::vector<table_row> rows_;
  std::set<int> always_;
  std::size_t cap_ = 0;
  bool cuts_at_random_ = false;
};

std::vector<paging::row> shown(const std::vector<table_row>& page) {
  std::vector<paging::row> made;
  for (const auto& row : page)
    made.push_back({"\"" + row.key + "\"", id_of(row.key + std::to_string(row.number))});
  return made;
}

/// The rows that a whole reading brings; the process may die after any page that was kept.
std::set<int> read(table& from, std::string& trace) {
  std::set<int> delivered;
  cursor kept{.page_size = 2 + from.below(30)};
  for (int pages = 0; pages < 2'000; ++pages) {
    paging at{*cursor::from_text(kept.to_text())};
    const auto page = from.page(at);
    trace += " [" + at.condition("K", edm::text, odata::v4) + " skip " + std::to_string(at.skip()) +
             "] " + std::to_string(page.size());
    const auto verdict = at.take(shown(page));
    if (verdict.unstable) return delivered;
    for (const auto i : verdict.fresh) delivered.insert(page[i].number);
    if (verdict.last) return delivered;
    if (from.below(10) != 0) kept = at.at();  // otherwise the page is read again
    from.disturb();
  }
  trace += " endless";
  return {};
}

}  // namespace

TEST_CASE(
    "erp paging: every row in the window the whole time comes, whatever happens between pages") {
  const auto* const given = std::getenv("ACUMAGE_SEED");
  const auto first =
      given == nullptr ? 1U : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
  for (unsigned seed = first; seed < first + 3'000; ++seed) {
    table erp{seed};
    std::string trace;
    const auto delivered = read(erp, trace);
    const bool complete =
        std::includes(delivered.begin(), delivered.end(), erp.always().begin(), erp.always().end());
    REQUIRE_MESSAGE(complete, "seed " << seed << trace);
  }
}
