@C20
Feature: C20 Affiliates see a case while it is theirs
  Vetting and reviews are current.

  Background:
    Given Cora is a case manager of the house
    And Omar is a vetted affiliate of the house
    And Lena is a vetted clinical lead of the house
    And Anna has sought help

  Scenario: From acceptance to the end
    When Cora offers Anna's case to Omar
    And Omar opens Anna's case
    Then the case is not there, and the refusal "not_assigned" is on record
    When Omar accepts Anna's case
    And Omar opens Anna's case
    Then the case is open, with what Anna told
    When Omar hands Anna's case back
    And Omar opens Anna's case
    Then the case is not there, and the refusal "not_assigned" is on record

  Scenario: A closed case, and one that is opened again
    Given Omar has Anna's case from Cora
    When Omar closes Anna's case with a summary
    And Omar opens Anna's case
    Then the case is not there, and the refusal "not_assigned" is on record
    When Anna comes back, and Cora opens a new case
    And Omar opens Anna's case
    Then the case is not there, and the refusal "not_assigned" is on record

  Scenario: An expired vetting
    Given Omar has Anna's case from Cora
    When Omar's insurance runs out in 2 days
    Then Omar and Lena see it coming
    When Omar comes in again 3 days later
    And Omar opens Anna's case
    Then the case is not there, and the refusal "vetting_expired" is on record

  Scenario: Somebody who is suspended, and nobody vets herself
    Given Omar has Anna's case from Cora
    Then Lena cannot vet herself
    When Lena suspends Omar
    And Omar opens Anna's case
    Then the case is not there, and the refusal "vetting_expired" is on record

  Scenario: What an affiliate is paid says nothing of whom they saw
    Given Omar has Anna's case from Cora
    And Fay of finance
    And Omar is paid by the session, and held two with Anna last month
    When Omar confirms a sum that is not the one shown
    Then the statement is not taken
    When Omar confirms the statement of that month
    Then Fay sees two sessions and what they cost, and neither Anna nor her case
    And Omar cannot approve his own statement
