#include "actors/kept_links.hpp"

namespace acumage::actors {

namespace {

constexpr std::size_t most_said = 1000;  // different messages; more would flood the log

}  // namespace

std::optional<std::string> kept_links::find(std::string_view kind, const std::string& key) {
  auto link = shared_.ledger.link_of(kind, key);
  if (link) return std::move(*link);
  warn_once("cannot read a link: " + link.problem().message);
  return std::nullopt;  // the store is searched instead
}

void kept_links::keep(std::string_view kind, const std::string& key, const std::string& value) {
  if (const auto kept = shared_.ledger.keep_link(kind, key, value); !kept)
    warn_once("cannot keep a link: " + kept.problem().message);
}

void kept_links::warn_once(const std::string& words) {
  {
    const std::lock_guard guard{mutex_};
    if (said_.size() >= most_said || !said_.insert(words).second) return;
  }
  shared_.log({log_level::warn, "store", words, {}});
}

}  // namespace acumage::actors
