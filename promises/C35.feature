@C35
Feature: C35 Feedback is asked for, and free of identity where wished
  Surveys follow a service.

  Background:
    Given Cora is a case manager of the house
    And Omar is a vetted affiliate of the house
    And Lena is a vetted clinical lead of the house
    And Anna has sought help
    And Omar has Anna's case from Cora

  Scenario: An anonymous answer
    When Omar closes Anna's case with a summary
    And Anna answers the survey "without" her name
    Then nothing leads from the answer to Anna
    And the link works once
    And Lena sees no answers before there are enough of them

  Scenario: An answer with her name
    When Omar closes Anna's case with a summary
    And Anna answers the survey "with" her name
    Then the answer stands in Anna's own record
    And the link works once
