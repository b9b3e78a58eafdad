// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How a system signs in: a credential set or a user of its own, and the way. Says beside each field
// what can't be so. Owned by its dialog. GUI thread.
#pragma once

#include "services/core/secret.h"
#include "services/credentials/credentialset.h"
#include "services/systems/connectionspec.h"
#include "ui/widgets/console.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;

namespace Cistern {

class FieldProblem;
class Label;
class SecretEdit;

class SignInFields : public QWidget
{
    Q_OBJECT

public:
    explicit SignInFields(const Console &console, QWidget *parent = nullptr);

    // What can be read on the way depends on it; an empty one says nothing yet.
    void setAddress(const QUrl &url);
    // Of a system that is there already, whose password stays unless another is typed.
    void setSpec(const ConnectionSpec &spec);
    void chooseSet(const QString &id); // empty: a user of its own
    // Puts what the fields say into a system.
    void applyTo(ConnectionSpec &spec) const;

    // Typed for a user of its own; nothing when the kept one counts.
    std::optional<Secret> secret() const;
    bool remembers() const;
    bool isComplete() const; // the system could sign in with this

    // So that the labels stand below those of the dialog.
    int labelWidth() const;
    void setLabelWidth(int width);

Q_SIGNALS:
    void changed();
    void newSetAsked();

private:
    void fillSets();
    void fillWays();
    void follow();
    void showRow(int row, bool shown);
    std::optional<CredentialSet> chosenSet() const;
    CredentialSet::Kind kind() const;
    bool isReadable() const;
    bool userFits() const;
    bool asksForService() const; // and binds to TLS

    Console m_console;
    QGridLayout *m_grid;
    QComboBox *m_set;
    QPushButton *m_new;
    QLineEdit *m_user;
    FieldProblem *m_userProblem;
    SecretEdit *m_password;
    QCheckBox *m_remember;
    QComboBox *m_way;
    FieldProblem *m_wayProblem;
    QCheckBox *m_allowClear;
    Label *m_clearWords;
    QPushButton *m_more;
    QLineEdit *m_service;
    QCheckBox *m_binds;
    Label *m_bindsWords;
    QUrl m_address;
    QString m_wanted; // the way the person chose, while it is not among those offered
    bool m_kept = false;
};

} // namespace Cistern
