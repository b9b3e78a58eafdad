// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is in the body of a message: requests in requestwriter.cpp, replies in replywriter.cpp. Part
// of soapxml.
#pragma once

#include "services/wsman/valuewriter.h"

namespace Cistern::Soap {

void addExpires(Node &node, std::optional<std::chrono::milliseconds> expires);

class BodyWriter : public ValueWriter
{
public:
    BodyWriter(const Envelope &envelope, const QStringList &profiles)
        : ValueWriter(envelope), m_profiles(profiles)
    {}

    Node body();

private:
    void fill(Node &body, const Wsman::Identify &identify) const;
    void fill(Node &, const Wsman::Get &) const;
    void fill(Node &, const Wsman::Delete &) const;
    void fill(Node &, const Wsman::UnknownRequest &) const;
    void fill(Node &body, const Wsman::Put &put);
    void fill(Node &body, const Wsman::Create &create);
    void fill(Node &body, const Wsman::Enumerate &enumerate);
    void fill(Node &body, const Wsman::Subscribe &subscribe) const;
    void fill(Node &body, const Wsman::Renew &renew) const;
    void fill(Node &body, const Wsman::Unsubscribe &) const;
    Node association(const Wsman::AssociationFilter &filter);
    void fill(Node &body, const Wsman::Pull &pull) const;
    void fill(Node &body, const Wsman::Release &release) const;
    void fill(Node &body, const Wsman::Invoke &invoke);
    CimValue asTaken(const QString &method, const QString &name, const CimValue &value) const;

    void fill(Node &body, const Wsman::IdentifyReply &reply) const;
    void fill(Node &body, const Wsman::InstanceReply &reply);
    Node fragment(const CimInstance &instance);
    void fill(Node &body, const Wsman::FragmentReply &reply);
    void fill(Node &body, const Wsman::CreateReply &reply);
    void fill(Node &, const Wsman::DoneReply &) const;
    void fill(Node &body, const Wsman::SubscribeReply &reply) const;
    void fill(Node &body, const Wsman::RenewReply &reply) const;
    void fill(Node &body, const Wsman::Items &items);
    void selected(const CimInstance &instance, const QList<QStringList> &columns);
    void fill(Node &body, const Wsman::InvokeReply &reply);
    void fill(Node &body, const Wsman::Fault &fault) const;
    static Node vendorFault(const Wsman::Fault &fault, const QString &words);
    Node cimError(const Wsman::Fault &fault, const QString &words) const;

    const QStringList &m_profiles;
};

} // namespace Cistern::Soap
