#include "simulator/acumatica/tables/table.hpp"

#include <utility>

namespace acumage::simulator::acumatica {

std::string table::key_of(const row& one) const {
  std::string key;
  for (std::size_t i = 0; i < of_->key_count; ++i) append_key(key, one[i]);
  return key;
}

const row* table::find(std::string_view key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

void table::put(row one) {
  std::string key = key_of(one);
  rows_.insert_or_assign(std::move(key), std::move(one));
}

void table::append(row one) {
  std::string key = key_of(one);
  rows_.insert_or_assign(rows_.end(), std::move(key), std::move(one));
}

void table::erase(std::string_view key) {
  if (const auto found = rows_.find(key); found != rows_.end()) rows_.erase(found);
}

fields fields_of(const schema& of, const row& one) {
  fields made;
  for (std::size_t i = 0; i < of.columns.size(); ++i)
    made.emplace(of.columns[i].name, text_from(of.columns[i], one[i]));
  return made;
}

}  // namespace acumage::simulator::acumatica
