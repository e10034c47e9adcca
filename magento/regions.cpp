#include "magento/regions.hpp"

#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <utility>

namespace acumage::magento {

std::optional<std::vector<store_region>> region_memory::of(const std::string& country) const {
  const std::lock_guard guard{mutex_};
  const auto found = countries_.find(country);
  return found == countries_.end() ? std::nullopt : std::optional{found->second};
}

void region_memory::learn(const std::string& country, std::vector<store_region> regions) {
  const std::lock_guard guard{mutex_};
  countries_.insert_or_assign(country, std::move(regions));
}

request regions_request(const std::string& country) {
  return search_path{"/V1/directory/countries/" + country}
      .fields("id,available_regions[id,code,name]")
      .take();
}

std::optional<std::vector<store_region>> read_regions(const answer& reply) {
  if (reply.how != carried::answered) return std::nullopt;
  if (reply.status == 404 && judge(reply).verdict == batch_verdict::refused)
    return std::vector<store_region>{};
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view country;
  if (reply.status != 200 || parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      root["id"].get(country) != simdjson::SUCCESS)
    return std::nullopt;
  std::vector<store_region> regions;
  simdjson::dom::array list;
  if (root["available_regions"].get(list) != simdjson::SUCCESS) return regions;
  for (const auto each : list) {
    std::string_view id;
    std::string_view code;
    std::string_view name;
    store_region region;
    if (each["id"].get(id) != simdjson::SUCCESS) continue;
    std::from_chars(id.data(), id.data() + id.size(), region.id);
    if (each["code"].get(code) == simdjson::SUCCESS) region.code = code;
    if (each["name"].get(name) == simdjson::SUCCESS) region.name = name;
    if (region.id > 0) regions.push_back(std::move(region));
  }
  return regions;
}

std::int64_t region_id_of(const std::vector<store_region>& regions, std::string_view state) {
  const auto wanted = fold_key(trimmed(state));
  const auto with = [&](auto text_of) {
    const auto found = std::find_if(regions.begin(), regions.end(), [&](const auto& each) {
      return fold_key(text_of(each)) == wanted;
    });
    return found == regions.end() ? std::int64_t{0} : found->id;
  };
  // A code may be used by several regions (the US have four "AE"), a name is not.
  if (const auto id = with([](const auto& each) { return each.name; }); id != 0) return id;
  return with([](const auto& each) { return each.code; });
}

std::string region_remark(const std::vector<store_region>& regions, std::string_view state,
                          std::string_view country) {
  if (state.empty() || regions.empty() || region_id_of(regions, state) != 0) return {};
  return "the store has no region \"" + std::string{state} + "\" of " + std::string{country} +
         ", so it is sent as text: taxes by region do not apply";
}

}  // namespace acumage::magento
