#include "simulator/acumatica/odata/filter.hpp"

namespace acumage::simulator::acumatica {
namespace {

bool holds(comparison how, std::strong_ordering order) {
  switch (how) {
    case comparison::eq: return order == 0;
    case comparison::ne: return order != 0;
    case comparison::gt: return order > 0;
    case comparison::ge: return order >= 0;
    case comparison::lt: return order < 0;
    case comparison::le: break;
  }
  return order <= 0;
}

}  // namespace

/// Null compares with nothing but null.
bool filter::fits(const row& one, const condition& what) const {
  const cell& value = one[what.column];
  if (is_null(what.literal) || is_null(value)) {
    const bool same = is_null(what.literal) && is_null(value);
    if (what.how == comparison::eq) return same;
    return what.how == comparison::ne && !same;
  }
  if (std::holds_alternative<std::int64_t>(value))
    return holds(what.how, number_of(value) <=> number_of(what.literal));
  static thread_local std::string collated;
  collated.clear();
  append_collated(collated, text_of(value));
  return holds(what.how, collated <=> what.collated);
}

bool filter::fits(const row& one, std::size_t place) const {
  const node& here = nodes_[place];
  switch (here.what) {
    case kind::both: return fits(one, here.left) && fits(one, here.right);
    case kind::either: return fits(one, here.left) || fits(one, here.right);
    case kind::condition: break;
  }
  return fits(one, conditions_[here.left]);
}

bool filter::fits(const row& one) const { return nodes_.empty() || fits(one, nodes_.size() - 1); }

void filter::collect_required(std::size_t place, std::size_t column,
                              std::vector<const condition*>& to) const {
  const node& here = nodes_[place];
  if (here.what == kind::both) {
    collect_required(here.left, column, to);
    collect_required(here.right, column, to);
  } else if (here.what == kind::condition && conditions_[here.left].column == column) {
    to.push_back(&conditions_[here.left]);
  }
}

std::vector<const condition*> filter::required(std::size_t column) const {
  std::vector<const condition*> found;
  if (!nodes_.empty()) collect_required(nodes_.size() - 1, column, found);
  return found;
}

std::vector<std::size_t> filter::columns() const {
  std::vector<std::size_t> found;
  for (const auto& one : conditions_) found.push_back(one.column);
  return found;
}

}  // namespace acumage::simulator::acumatica
