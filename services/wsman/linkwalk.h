// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Answers an association filter for a server that does not know any: all links are read, and those
// of the object are kept. Child of its RequestLine; deletes itself, and goes with its owner.
#pragma once

#include "services/wsman/enumeration.h"

#include <QObject>

namespace Cistern {

class LinkWalk final : public QObject
{
    Q_OBJECT

public:
    // request has the target namespace and the spellings; links are read from the class that the
    // filter names, NotSupported when it names none.
    LinkWalk(RequestLine &line, const Envelope &request, const Wsman::AssociationFilter &filter,
             QObject *owner);

    Answer<QList<CimInstance>> answer() const { return m_pledge.answer(); }

private:
    void takeLinks(const QList<CimInstance> &links);
    void readNext();
    void finish(const Outcome<QList<CimInstance>> &outcome);

    RequestLine &m_line;
    Envelope m_request;
    Wsman::AssociationFilter m_filter;
    Pledge<QList<CimInstance>> m_pledge;
    QList<CimPath> m_ends; // to be read
    QList<CimInstance> m_found;
};

} // namespace Cistern
