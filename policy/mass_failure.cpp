#include "policy/mass_failure.hpp"

#include "messages/key.hpp"

#include <iterator>
#include <utility>

namespace acumage::policy {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of a word in any script.
bool in_word(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string without_digits(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (!digit(c))
      plain += c;
    else if (plain.empty() || plain.back() != '#')
      plain += '#';
  return plain;
}

/// Replaces every separate occurrence of `word` with '#', as for digits.
void erase_word(std::string& text, const std::string& word) {
  if (word.empty()) return;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    const auto end = at + word.size();
    const bool apart =
        (at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]));
    if (apart) text.replace(at, word.size(), "#");
    ++at;
  }
}

}  // namespace

std::string cause_of(int status, std::string_view words, std::string_view key) {
  auto text = fold_key(words);
  const auto whole = fold_key(key);
  erase_word(text, whole);
  erase_word(text, whole.substr(0, whole.rfind('@')));  // for "SKU@source" the store names the SKU
  return std::to_string(status) + ": " + without_digits(text);
}

void mass_failure::forget(std::list<seen>::iterator which) {
  if (const auto found = causes_.find(which->cause); found != causes_.end())
    if (--found->second == 0) causes_.erase(found);
  places_.erase(which->key);
  last_.erase(which);
}

void mass_failure::remember(const std::string& key, std::string cause) {
  auto folded = fold_key(key);
  if (const auto found = places_.find(folded); found != places_.end()) forget(found->second);
  if (last_.size() == window) forget(last_.begin());
  if (!cause.empty()) ++causes_[cause];
  last_.push_back({folded, std::move(cause)});
  places_.emplace(std::move(folded), std::prev(last_.end()));
}

void mass_failure::trip(const std::string& words) {
  held_ = true;
  words_ = words;
}

void mass_failure::failed(const std::string& key, int status, const std::string& words) {
  if (held_) return;
  auto cause = cause_of(status, words, key);
  remember(key, cause);
  if (last_.size() >= at_least && causes_[cause] * 2 > last_.size()) trip(words);
}

void mass_failure::locked_alone(const std::string& key, int status, const std::string& words) {
  failed(key, status, words);
  if (held_) return;
  if (alone_.size() > window) alone_.clear();  // no two of them agree
  auto& keys = alone_[cause_of(status, words, key)];
  keys.insert(fold_key(key));
  if (keys.size() == alone_allowed) trip(words);
}

void mass_failure::delivered(const std::string& key) {
  alone_.clear();
  if (!held_) remember(key, {});
}

void mass_failure::release() { *this = mass_failure{}; }

}  // namespace acumage::policy
