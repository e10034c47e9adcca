#include "bin/node_options.hpp"

#include "bin/node.hpp"

namespace acumage::bin {

magento::store_address store_address_of(const settings& with) {
  const auto& from = with.connection;
  magento::store_address where;
  where.url = from.magento_url;
  where.store_code = from.store_code;
  where.bearer_token = from.bearer_token.reveal();
  where.ca_file = from.ca_file.string();
  where.verify_tls = from.verify_tls;
  where.connect_timeout = from.connect_timeout;
  where.read_timeout = from.read_timeout;
  where.user_agent = "Acumage/" + build_version();
  return where;
}

storage::ledger_options ledger_options_of(const settings& with) {
  constexpr std::int64_t day_us = 86'400'000'000;
  storage::ledger_options how;
  how.path = with.storage.path;
  how.sync = with.storage.sync;
  how.max_unsettled = with.intake.max_unsettled;
  how.max_journal_bytes = with.intake.max_journal;
  how.max_letter_bytes = with.dead_letters.max_bytes;
  how.max_duplicates = with.intake.max_duplicates;
  how.duplicates_us = with.intake.duplicates_days * day_us;
  how.history_us = with.history.retention_days * day_us;
  how.max_history_bytes = with.history.max_bytes;
  return how;
}

acumatica::reading reading_of(const settings& with) {
  acumatica::reading how;
  for (const auto& [query, which] : with.queries) how.queries.emplace(query, which);
  for (const auto each : all_entities)
    for (const auto& [meaning, captions] : with.aliases.at(index_of(each)))
      for (const auto& caption : captions) how.aliases.add(each, meaning, caption);
  how.company = with.intake.company;
  return how;
}

}  // namespace acumage::bin
