// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// All that is known of one system, as a value, and what a new reading makes of it: where each
// object stands, what came, went, moved and changed. Pure functions, so that the pool does the work
// and the GUI thread only follows. Values; any thread, one at a time.
#pragma once

#include "services/inventory/node.h"

#include <memory>
#include <span>
#include <vector>

namespace Cistern {

// What a reading of one system brought.
struct Findings
{
    QList<QList<CimInstance>> objects; // told twice: the later word counts
    QList<QList<CimInstance>> links;   // association instances
    QDateTime read;
    // False: objects are still to come. One that may stand below those stands nowhere until then.
    bool whole = true;
};

quint64 hashOf(const CimPath &path);

// Places in a list by the hashes of what stands there; two numbers an object.
class PlacesByHash
{
public:
    PlacesByHash() = default;
    explicit PlacesByHash(const std::vector<quint64> &hashes);

    // In order, and among them some of another hash: whoever asks compares.
    std::span<const quint32> at(quint64 hash) const;

private:
    size_t bucketOf(quint64 hash) const
    {
        return size_t((hash * 0x9e37'79b9'7f4a'7c15) >> m_shift);
    }

    std::vector<quint32> m_starts; // by bucket, and the end
    std::vector<quint32> m_places;
    int m_shift = 63;
};

struct Known
{
    struct Object
    {
        CimInstance instance;
        quint64 hash = 0;  // of its path
        NodeId node = 0;   // 0: it has none yet
        qint32 above = -1; // the object that it stands below; -1: below its heading
        qint16 group = -1; // row of Shape::groups() with that heading; -1: it stands nowhere
    };
    struct OfClass // exactly
    {
        const ClassDecl *decl = nullptr;
        QString name = {}; // of a class that no table declares
        QString nameSpace = {};
        bool primordial = false;
        std::vector<quint32> places = {};

        bool holds(const CimInstance &object) const;
    };

    std::vector<Object> objects; // in the order of the reading
    PlacesByHash byPath;
    std::vector<OfClass> classes;
    CimInstance computer; // that describes the whole system, if one does

    struct Tie // one end of a link and another one of it
    {
        quint32 link = 0;
        qint32 other = -1; // an object; -1: it was not read, or the link has no second end
        quint16 role = 0, otherRole = 0;
    };

    QList<CimInstance> links;
    std::vector<CimPath> strangers; // linked, and not read
    PlacesByHash strangersByPath;
    std::vector<quint32> tieStarts; // by object, then by stranger, and the end
    std::vector<Tie> ties;          // of each in the order of the links
    QStringList roles;              // that ends have; the first is that of an end that is not there

    std::span<const Tie> tiesOf(size_t end) const
    {
        if (end + 1 >= tieStarts.size())
            return {};
        return std::span(ties).subspan(tieStarts[end], tieStarts[end + 1] - tieStarts[end]);
    }

    void indexClasses();
};

// How to get from one Known to the next.
struct Comparison
{
    enum class Fate : quint8 { New, Same, Changed };

    std::shared_ptr<Known> after;
    std::vector<NodeId> removed; // children before parents; what moved is among these and the added
    std::vector<quint32> added;  // places in after, parents first
    std::vector<Fate> fates;     // by place
};

Comparison compare(const Known &before, const Findings &findings);

} // namespace Cistern
