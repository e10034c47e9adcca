// Builds the rows of the settings table: the kind of a key follows from the type of its member.
#pragma once

#include "settings/choices.hpp"
#include "settings/codec.hpp"
#include "settings/table.hpp"

#include <cmath>
#include <type_traits>

namespace acumage::settings {

template <class T>
concept worded = requires {
  choice_words<T>::words;
};

template <class T>
inline constexpr bool is_list_v = false;
template <class T>
inline constexpr bool is_list_v<std::vector<T>> = true;

template <worded E>
std::string to_word(E value) {
  return std::string{choice_words<E>::words.at(static_cast<std::size_t>(value))};
}

template <worded E>
E from_word(std::string_view word) {
  std::size_t i = 0;
  while (choice_words<E>::words.at(i) != word) ++i;
  return static_cast<E>(i);
}

template <class T>
constexpr value_kind kind_of() {
  if constexpr (std::is_same_v<T, bool>) return value_kind::flag;
  if constexpr (std::is_same_v<T, double>) return value_kind::fraction;
  if constexpr (std::is_same_v<T, std::chrono::milliseconds>) return value_kind::seconds;
  if constexpr (std::is_same_v<T, std::filesystem::path>) return value_kind::path;
  if constexpr (std::is_same_v<T, secret>) return value_kind::secret;
  if constexpr (is_list_v<T>) return value_kind::list;
  if constexpr (worded<T>) return value_kind::choice;
  if constexpr (std::is_integral_v<T>) return value_kind::whole;
  return value_kind::text;
}

template <class T>
key_value to_value(const T& member) {
  constexpr auto kind = kind_of<T>();
  if constexpr (kind == value_kind::fraction)
    return std::int64_t{std::llround(member * 1000.0)};
  else if constexpr (kind == value_kind::seconds)
    return std::int64_t{member.count()};
  else if constexpr (kind == value_kind::path)
    return member.string();
  else if constexpr (kind == value_kind::choice)
    return to_word(member);
  else if constexpr (kind == value_kind::whole)
    return static_cast<std::int64_t>(member);
  else if constexpr (kind == value_kind::list) {
    std::vector<std::string> words;
    for (const auto& each : member) {
      if constexpr (worded<typename T::value_type>)
        words.push_back(to_word(each));
      else
        words.push_back(each);
    }
    return words;
  } else
    return member;
}

template <class T>
void from_value(T& member, const key_value& value) {
  constexpr auto kind = kind_of<T>();
  if constexpr (kind == value_kind::fraction) {
    member = static_cast<double>(std::get<std::int64_t>(value)) / 1000.0;
  } else if constexpr (kind == value_kind::seconds) {
    member = std::chrono::milliseconds{std::get<std::int64_t>(value)};
  } else if constexpr (kind == value_kind::choice) {
    member = from_word<T>(std::get<std::string>(value));
  } else if constexpr (kind == value_kind::whole) {
    member = static_cast<T>(std::get<std::int64_t>(value));
  } else if constexpr (kind == value_kind::list) {
    member.clear();
    for (const auto& word : std::get<std::vector<std::string>>(value)) {
      if constexpr (worded<typename T::value_type>)
        member.push_back(from_word<typename T::value_type>(word));
      else
        member.push_back(word);
    }
  } else if constexpr (kind == value_kind::path) {
    member = std::get<std::string>(value);
  } else {
    member = std::get<T>(value);
  }
}

/// The traits that do not follow from the type of the member. Bounds of seconds are in
/// milliseconds, of fractions in thousandths.
struct key_traits {
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::string_view unit = {};
  applies when = applies::at_reload;
  bool folder = false;
};

/// The member of a map section; `Access` is a captureless `[](auto& s) -> auto& { return s.member;
/// }`.
template <class Access>
struct map_access {
  static std::string put(settings& to, std::string_view key, std::string_view value) {
    auto& map = Access{}(to);
    using map_type = std::remove_reference_t<decltype(map)>;
    auto read_key = map_codec<typename map_type::key_type>::read(key);
    if (!read_key) return map_codec<typename map_type::key_type>::expected(key);
    auto read = map_codec<typename map_type::mapped_type>::read(value);
    if (!read) return map_codec<typename map_type::mapped_type>::expected(value);
    map.insert_or_assign(std::move(*read_key), std::move(*read));
    return {};
  }
  static void clear(settings& of) { Access{}(of).clear(); }
  static std::vector<std::pair<std::string, std::string>> entries(const settings& of) {
    const auto& map = Access{}(of);
    using map_type = std::remove_cvref_t<decltype(map)>;
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& [key, value] : map)
      texts.emplace_back(map_codec<typename map_type::key_type>::write(key),
                         map_codec<typename map_type::mapped_type>::write(value));
    return texts;
  }
};

/// Builds one section. `Access` selects the member, const or not: `[](auto& s) -> auto& { return
/// s.queue.batch_count; }`.
class section_builder {
 public:
  section_builder(std::string_view name, std::string_view title) : made_{name, title, {}, {}} {}

  template <class Access>
  section_builder& key(std::string_view name, Access, key_traits traits, std::string_view help) {
    using member = std::remove_cvref_t<decltype(Access{}(std::declval<settings&>()))>;
    key_info row{made_.name,  name, kind_of<member>(), traits.min, traits.max,
                 traits.unit, {},   traits.when,       help};
    if (traits.folder) row.kind = value_kind::folder;
    if constexpr (worded<member>) row.choices = choice_words<member>::words;
    if constexpr (is_list_v<member>)
      if constexpr (worded<typename member::value_type>)
        row.choices = choice_words<typename member::value_type>::words;
    row.get = [](const settings& from) { return to_value<member>(Access{}(from)); };
    row.set = [](settings& to, const key_value& value) { from_value<member>(Access{}(to), value); };
    made_.keys.push_back(row);
    return *this;
  }
  template <class Access>
  section_builder& key(std::string_view name, Access access, std::string_view help) {
    return key(name, access, key_traits{}, help);
  }

  section_info done() { return std::move(made_); }

 private:
  section_info made_;
};

/// The description of a map section.
struct map_words {
  std::string_view key;
  std::string_view value;
  std::string_view help;
  std::vector<std::pair<std::string_view, std::string_view>> examples;
};

template <class Access>
section_info map_section(std::string_view name, std::string_view title, Access, map_words words) {
  using access = map_access<Access>;
  return {name,
          title,
          {},
          map_info{words.key, words.value, words.help, std::move(words.examples), &map_identity,
                   &access::put, &access::clear, &access::entries}};
}

}  // namespace acumage::settings
