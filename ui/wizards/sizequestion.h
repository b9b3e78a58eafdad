// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks pools which sizes they can make: GetSupportedSizeRange, or GetSupportedSizes where a pool
// says so. Figures are per pool; with several the maxima add up. Owned by the form that asks; a new
// question or the form's end cancels the old one. GUI thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/core/outcome.h"
#include "ui/widgets/console.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>

namespace Cistern {

struct MethodReply;

struct SizeRange
{
    quint64 least = 0; // bytes
    quint64 most = 0;  // bytes; 0: nothing can be made
    quint64 step = 1;

    bool operator==(const SizeRange &) const = default;
};

class SizeQuestion : public QObject
{
    Q_OBJECT

public:
    enum ElementType : quint16 { Pool = 2, Volume = 3 };

    SizeQuestion(const Console &console, QObject *owner);

    // extentBytes come on top of what the pools offer.
    void ask(const QString &systemId, const QList<CimPath> &pools, quint64 extentBytes,
             ElementType type);
    bool isAsking() const { return m_open > 0; }
    // Nothing while asking, and when a pool does not tell.
    const std::optional<SizeRange> &range() const { return m_range; }
    const std::optional<Failure> &failure() const { return m_failure; }

Q_SIGNALS:
    void answered();

private:
    void askOne(const CimPath &pool, bool sizes);
    void take(const CimPath &pool, bool sizes, const Outcome<MethodReply> &reply);
    void add(const SizeRange &range);
    void finishOne();

    Console m_console;
    QString m_systemId;
    ElementType m_type = Pool;
    std::unique_ptr<QObject> m_round; // owns the requests of the present question
    int m_open = 0;
    int m_pools = 0;
    bool m_unknown = false;
    quint64 m_extentBytes = 0;
    SizeRange m_sum;
    std::optional<SizeRange> m_range;
    std::optional<Failure> m_failure;
};

} // namespace Cistern
