// The network file (docs/formats.md, "Road network file"): written from a network's columns, read by
// mapping it into memory.
#pragma once

#include <filesystem>

#include "core/file.h"
#include "network/meta.h"
#include "network/network.h"

namespace passage::network {

struct StoredNetwork {
  Network network;  // views of the file, which `network.storage` keeps mapped
  std::string_view meta_text;
  [[nodiscard]] NetworkMeta meta() const;  // InputError P304
};

void write_network(const std::filesystem::path& path, const Network& network, const NetworkMeta& meta,
                   Overwrite overwrite);

// The checksum over the whole file, sizes, offsets and ids are checked, so no later access can leave the
// file. InputError P001, P301 (no network file), P302 (other version), P303 (truncated or damaged).
[[nodiscard]] StoredNetwork read_network(const std::filesystem::path& path);

}  // namespace passage::network
