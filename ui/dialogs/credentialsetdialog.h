// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Makes or changes one credential set. Owned by its window. GUI thread.
#pragma once

#include "services/credentials/credentialset.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;

namespace Cistern {

class FieldProblem;
class Label;
class SecretEdit;

class CredentialSetDialog : public DialogFrame
{
    Q_OBJECT

public:
    // set: what is changed; nothing: a new one.
    explicit CredentialSetDialog(const Console &console, QWidget *parent = nullptr,
                                 const std::optional<CredentialSet> &set = {});

    CredentialSet set() const;

Q_SIGNALS:
    void saved(const QString &id); // it is in the book

public Q_SLOTS:
    void accept() override;

private:
    void layOut();
    void check();
    void showRow(int row, bool shown);
    void browse(QLineEdit *field, const QString &title);
    void keepSecret(const QString &id);
    void tell(const Failure &failure);

    Console m_console;
    CredentialSet m_old; // without an id for a new one
    QGridLayout *m_grid;
    QLineEdit *m_name;
    FieldProblem *m_nameProblem;
    QComboBox *m_kind;
    QLineEdit *m_user;
    SecretEdit *m_password;
    QCheckBox *m_remember;
    QLineEdit *m_certificate;
    FieldProblem *m_certificateProblem;
    QLineEdit *m_key;
    FieldProblem *m_keyProblem;
    Label *m_ticketWords;
    QPushButton *m_save;
    bool m_saving = false;
};

} // namespace Cistern
