@S13
Feature: S13 Only de-identified data may stay for good
  After erasure counts remain, and nothing else.

  Scenario: What is left after an erasure names nobody
    Given an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here
    When Maria revokes everything
    Then Maria gets a receipt whose every step is done
    And what is left of Maria are counts, a random number that leads nowhere, and proofs

  Scenario: Totals after erasure
    Given an installation of its own where Maria's steps are part of a published total
    When Maria revokes everything
    Then Maria gets a receipt whose every step is done
    And the total stands, and nothing in it leads to her
