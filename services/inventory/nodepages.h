// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The nodes by their ids, in pages: ids only grow, so finding one is two steps and none moves.
// Owned by the Inventory; its thread.
#pragma once

#include "services/inventory/node.h"

#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace Cistern {

class NodePages
{
public:
    struct Record
    {
        Node node;
        qsizetype row = -1;  // among the children of its parent
        quint64 updated = 0; // the turn that last told of it
    };

    const Record *find(NodeId id) const
    {
        const auto page = size_t(id) / perPage;
        if (id < 0 || page >= m_pages.size() || !m_pages[page])
            return nullptr;
        const Record &record = m_pages[page]->records[size_t(id) % perPage];
        return record.node.id == id ? &record : nullptr;
    }
    Record *find(NodeId id) { return const_cast<Record *>(std::as_const(*this).find(id)); }
    Record &insert(Node node) // with its id, which is new
    {
        const auto page = size_t(node.id) / perPage;
        if (page >= m_pages.size())
            m_pages.resize(page + 1);
        if (!m_pages[page])
            m_pages[page] = std::make_unique<Page>();
        ++m_pages[page]->used;
        Record &record = m_pages[page]->records[size_t(node.id) % perPage];
        record = Record{.node = std::move(node)};
        return record;
    }
    // It is found no more, and costs nothing yet.
    void hide(NodeId id) { find(id)->node.id = hidden; }
    void remove(NodeId id) // also one that is hidden
    {
        const auto page = size_t(id) / perPage;
        Record &record = m_pages[page]->records[size_t(id) % perPage];
        record = {};
        if (--m_pages[page]->used == 0)
            m_pages[page].reset();
    }

private:
    static constexpr NodeId hidden = -1;
    static constexpr size_t perPage = 64;
    struct Page
    {
        std::array<Record, perPage> records;
        int used = 0;
    };
    std::vector<std::unique_ptr<Page>> m_pages;
};

} // namespace Cistern
