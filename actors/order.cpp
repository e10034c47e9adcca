#include "actors/order.hpp"

#include "actors/document_memory.hpp"
#include "acumatica/order_row.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace acumage::actors {

namespace {

/// Newer than any row: for a forced replay.
constexpr version above_all{std::numeric_limits<std::uint64_t>::max(),
                            std::numeric_limits<std::uint64_t>::max()};

class order_document_rules final : public entity_rules {
 public:
  order_document_rules(context& shared, current_reading reading, policy::order_options options)
      : shared_{shared},
        memory_{shared, entity::order},
        reading_{std::move(reading)},
        options_{std::move(options)} {}

  policy::ruling rule(const journaled_change& what) override {
    switch (what.what.kind) {
      case change_kind::row:
      case change_kind::baseline: return rule_on_row(what);
      case change_kind::baseline_begin:
      case change_kind::baseline_end: return policy::filter{"baseline"};
      case change_kind::republish: return work_out(what.what.key);
    }
    return policy::filter{"unknown kind"};
  }

  /// The node deletes nothing in the store.
  policy::ruling removed(const journaled_change& lone) override {
    const auto& known = memory_.of(lone.what.key);
    const bool overtaken =
        std::any_of(known.fields.begin(), known.fields.end(),
                    [&](const auto& field) { return field.second.at.stamp >= lone.what.stamp; });
    if (overtaken) return policy::supersede{"the other half came"};
    return policy::filter{"removed"};
  }

  observation observe(const journaled_change& read, observing how) override {
    return memory_.observe(read.what.key, how, [&] { return rule_on_row(read); });
  }

  result<own_entries> keep() override { return memory_.keep(); }

  status forget_finished(std::int64_t before_us) override {
    const auto over = [&](const known_document& known, bool delivered) {
      return policy::is_over(known, options_, delivered);
    };
    return memory_.forget_finished(before_us, over, {});
  }

 private:
  policy::ruling rule_on_row(const journaled_change& what) {
    const auto& key = what.what.key;
    if (key.empty())
      return policy::reject{letter_class::data,
                            "order: the row names none; expected OrderType and OrderNbr"};
    const auto told = acumatica::read_order_row(what.what.inserted, reading_()->aliases);
    if (!told) return policy::reject{letter_class::data, told.problem().message};
    auto& known = memory_.of(key);
    auto laid = policy::lay_order(*told, what.version(), known);
    if (laid.newer) memory_.changed(key);
    if (what.what.kind == change_kind::baseline) return policy::filter{"baseline"};
    if (laid.told && !laid.newer) laid.newer = memory_.is_owed(what, key);
    if (!what.force) return work_out(key, known, laid, told->store_number.there);
    auto forced = known;
    static_cast<void>(policy::lay_order(*told, above_all, forced));
    return work_out(key, forced, {true, true}, told->store_number.there);
  }

  policy::ruling work_out(const std::string& key) {
    const auto& known = memory_.of(key);
    if (known.fields.empty()) return policy::filter{"nothing remembered"};
    return work_out(key, known, {true, true}, true);
  }

  policy::ruling work_out(const std::string& key, const known_document& known,
                          policy::laid_order laid, bool number_column_there) {
    const auto mark = shared_.ledger.mark_of(entity::order, key);
    if (!mark) throw std::runtime_error{mark.problem().message};
    auto ruled = policy::rule_on_order({.known = known,
                                        .laid = laid,
                                        .number_column_there = number_column_there,
                                        .delivered_before = mark->has_value()},
                                       options_);
    if (ruled.unmapped_status)
      shared_.stats.unmapped.note("status", std::string{known.text("status")}, key,
                                  shared_.now_us());
    return std::move(ruled.what);
  }

  context& shared_;
  document_memory memory_;
  current_reading reading_;
  policy::order_options options_;
};

}  // namespace

rules_maker order_rules(current_reading reading, policy::order_options options) {
  return [reading = std::move(reading), options = std::move(options)](context& shared) {
    return std::make_unique<order_document_rules>(shared, reading, options);
  };
}

}  // namespace acumage::actors
