// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Adds a system: address, sign-in, and the ladder as it is climbed. Nothing is kept before the
// climb came to its end. Owned by its window. GUI thread.
#pragma once

#include "services/core/secret.h"
#include "services/systems/connectionspec.h"
#include "ui/widgets/connectionladder.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

#include <memory>
#include <optional>

class QComboBox;
class QLineEdit;
class QScrollArea;

namespace Cistern {

class FieldProblem;
class Label;
class SignInFields;

class ConnectDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit ConnectDialog(const Console &console, QWidget *parent = nullptr);

    // What the fields say; an empty URL when they say nothing that can be reached.
    ConnectionSpec spec() const;

Q_SIGNALS:
    void connected(const QString &systemId); // it is in the book and being opened

public Q_SLOTS:
    void accept() override;
    void reject() override;

private:
    void checkFields();
    void setFieldsEnabled(bool enabled);
    void makeSet();
    void climb();
    void climbWith(const Secret &secret);
    void stop();
    void showLadder(const Ladder &ladder);
    void remedy(ConnectionLadder::Remedy remedy);
    void decideTrust();
    void ended(const Outcome<Ladder> &outcome);
    void keep();

    Console m_console;
    QLineEdit *m_address;
    FieldProblem *m_addressProblem;
    QComboBox *m_kind;
    SignInFields *m_signIn;
    QComboBox *m_site;
    Label *m_summary;
    QScrollArea *m_scroll;
    ConnectionLadder *m_ladder;
    QPushButton *m_connect;
    QPushButton *m_cancel;
    std::unique_ptr<QObject> m_climb; // owns the climb under way
    ConnectionSpec m_tried;
    ConnectionSpec m_trusted; // whose certificate was trusted in this dialog
    std::optional<CertificateFacts> m_trustedFacts;
    std::optional<Secret> m_secret; // typed; none: what the set has
};

} // namespace Cistern
